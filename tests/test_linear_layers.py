"""Weights lie as they are multiplied by, and are what they were."""

import pytest
import torch
from torch import nn

from index.linear_layers import transpose


@pytest.fixture
def layer() -> nn.Linear:
    return nn.Linear(3, 2)


def test_weights_lie_column_by_column(layer: nn.Linear) -> None:
    transpose(nn.Sequential(layer))
    assert (layer.weight.stride(), layer.weight.shape) == ((1, 2), (2, 3))


def test_weights_stay_what_they_are(layer: nn.Linear) -> None:
    before = layer.weight.clone()
    transpose(nn.Sequential(layer))
    assert torch.equal(layer.weight, before)


def test_other_layers_are_left_alone() -> None:
    table = nn.Embedding(2, 3)
    transpose(nn.Sequential(table))
    assert table.weight.is_contiguous()
