"""What `sixia evaluate` measures: the quality of suggestions on files that people have labelled. One module per question."""
