"""Questions about the library as a whole: the newest articles, what is new about something, and small talk."""
