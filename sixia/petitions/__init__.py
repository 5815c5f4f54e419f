"""Petitions: the legal track of a case by the 信访工作条例, from registration to finality, with its notices and its clocks."""
