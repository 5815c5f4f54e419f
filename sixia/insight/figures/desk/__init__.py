"""What officials see of figures: boards, one indicator in full, the lists behind numbers, silence, and mail."""
