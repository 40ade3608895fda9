"""The generative answerer: a language model words the answer, and code checks every statement of it."""
