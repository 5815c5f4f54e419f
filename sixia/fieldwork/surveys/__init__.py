"""Surveys: forms drawn up as XLSForm, filled on the web, on paper and with ODK Collect, checked and counted."""
