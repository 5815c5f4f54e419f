"""Pure parts of suggesting: the features of a text, the learnt table, calibration, and counting of agreement."""
