"""What crosses the wall: import, export, notifications, API."""
