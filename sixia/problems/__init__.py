"""Problems: from what many said to who answers for it, what is done, and whether the residents say that it is solved."""
