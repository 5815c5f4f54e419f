"""The reference pages that are made from the tables themselves, so that they cannot say anything else than the software does."""
