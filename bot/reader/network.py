"""The reader's network: six layers of MiniLM, and three heads over what they make of the tokens."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from bot.reader.encoding import NO_SENTENCE, Encoded

if TYPE_CHECKING:
    from transformers import BertModel

SHARED = "backbone.embeddings.word_embeddings.weight"  # the embedding model's own, not kept with the reader


class ReaderNetwork(nn.Module):
    """Score each sentence of a passage for "answers the question", in log-odds against "nothing answers".

    A sentence is the mean of its tokens. Two more numbers for each token say where the answering words start and end.
    """

    def __init__(self, backbone: "BertModel") -> None:
        super().__init__()
        width = backbone.config.hidden_size
        self.backbone = backbone
        self.sentence = nn.Linear(width, 1)
        self.passage = nn.Linear(width, 1)
        self.words = nn.Linear(width, 2)

    def forward(self, batch: Sequence[Encoded]) -> tuple[list[Tensor], list[Tensor]]:
        """Return for each text the scores of its sentences, and its tokens' starts and ends, shape (tokens, 2)."""
        lengths = [len(one.ids) for one in batch]
        ids, kinds, mask = (torch.zeros(len(batch), max(lengths), dtype=torch.long) for _ in range(3))
        for row, one in enumerate(batch):
            ids[row, : lengths[row]] = torch.tensor(one.ids)
            kinds[row, : lengths[row]] = torch.tensor(one.kinds)
            mask[row, : lengths[row]] = 1
        places = torch.arange(ids.shape[1])[None]  # given, since networks restored without initialisation have none
        states = self.backbone(
            input_ids=ids, token_type_ids=kinds, attention_mask=mask, position_ids=places
        ).last_hidden_state
        whole = self.passage(states[:, 0])
        each = torch.cat([self.sentence(states), self.words(states)], dim=-1).float()
        scores, words = [], []
        for row, one in enumerate(batch):
            within = torch.tensor(one.sentences)
            count = int(within.max()) + 1
            among = nn.functional.one_hot(within.clamp(min=0), max(count, 1)).float() * (within != NO_SENTENCE)[:, None]
            own = each[row, : lengths[row]]
            mean = (among.T @ own[:, :1])[:, 0] / among.sum(0).clamp(min=1)
            scores.append((mean + whole[row].float())[:count])
            words.append(own[:, 1:])
        return scores, words


def new_network(folder: Path) -> ReaderNetwork:
    """Return a network that begins as the embedding model in a folder."""
    from transformers import BertModel

    backbone: Any = BertModel.from_pretrained(folder, add_pooling_layer=False, use_safetensors=True)
    network = ReaderNetwork(backbone)
    for head in (network.sentence, network.passage, network.words):
        nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(head.bias)
    return network


def save(network: ReaderNetwork, file: Path) -> None:
    """Keep the weights but the shared ones, in half precision."""
    own = {name: value.half().contiguous() for name, value in network.state_dict().items() if name != SHARED}
    save_file(own, file)


def restored(folder: Path, file: Path) -> ReaderNetwork:
    """Return the network of kept weights, over the word vectors of the embedding model in a folder.

    Raise RuntimeError if they are not a reader's weights.
    """
    from transformers import BertConfig, BertModel

    with torch.device("meta"):
        network = ReaderNetwork(BertModel(BertConfig.from_pretrained(folder), add_pooling_layer=False))
    kept = {name: value.float() for name, value in load_file(file).items()}
    with safe_open(folder / "model.safetensors", framework="pt") as shared:
        kept[SHARED] = shared.get_tensor(SHARED.removeprefix("backbone."))
    network.load_state_dict(kept, strict=True, assign=True)
    return network.eval()
