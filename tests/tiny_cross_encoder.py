"""A cross-encoder for tests: real, tiny, with weights that its seed decides."""

from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,?'"
VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"),
    *("rain", "fell", "on", "the", "harbour", "mayor", "tax", "imports", "rose"),
    *(prefix + letter for letter in LETTERS for prefix in ("", "##")),
]


def write_cross_encoder(folder: Path, *, labels: int = 1, seed: int = 7) -> Path:
    """Write a cross-encoder into a folder as safetensors, and return the folder; its scores mean nothing."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=1.0,  # wide, so that scores differ plainly
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(vocab={piece: number for number, piece in enumerate(VOCABULARY)}).save_pretrained(folder)
    return folder
