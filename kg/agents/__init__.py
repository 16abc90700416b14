"""A graph for agents, by the Model Context Protocol; an extra: `pip install 'kg[mcp]'`."""
