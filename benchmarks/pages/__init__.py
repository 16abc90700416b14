"""Pages of graphs in a headless Chromium: how soon there is a picture, and how it moves."""
