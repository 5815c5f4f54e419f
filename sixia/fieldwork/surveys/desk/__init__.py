"""The officials' faces of this room."""
