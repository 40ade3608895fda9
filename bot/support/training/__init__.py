"""Train the support model from data to weights; nothing here is needed to answer."""
