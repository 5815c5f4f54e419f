"""The unauthenticated faces of this room: answering by link, and the definitions of forms."""
