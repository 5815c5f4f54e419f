"""What a voice is about, its kind, handling and unit: suggested with reasons, learnt from what people confirmed."""
