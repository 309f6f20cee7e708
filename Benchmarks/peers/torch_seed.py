"""torch_seed.py: trains the seed network with PyTorch, fp32, channels-last, batch 128; prints img/s of the second epoch."""

import time

import torch
from torch import nn

from mnist import train_set

images, labels = train_set()
images = torch.from_numpy(images.copy())[:, None].float().div(255).contiguous(memory_format=torch.channels_last)
labels = torch.from_numpy(labels.copy()).long()
model = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10),
).to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(model.parameters())
loss = nn.CrossEntropyLoss()


def epoch():
    begin = time.perf_counter()
    for batch in torch.randperm(len(images)).split(128):
        optimizer.zero_grad(set_to_none=True)
        loss(model(images[batch].contiguous(memory_format=torch.channels_last)), labels[batch]).backward()
        optimizer.step()
    return len(images) / (time.perf_counter() - begin)


epoch()
print(epoch())
