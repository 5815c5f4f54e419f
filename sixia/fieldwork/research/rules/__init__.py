"""What research goes by: drawing lots, scoring need, comparing topics and coders, drawing a tree; pure, no Django tables."""
