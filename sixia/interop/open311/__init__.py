"""The Open311 GeoReport v2 channel: what other systems may ask and hand in. See docs/develop/open311.md."""
