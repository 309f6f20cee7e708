"""Folders of very many files: hard links to a few pictures, named and listed without holding the names in memory."""

import os
import shutil

# ext4 allows 65,000 links to one file.
LINKS = 50_000
FOLDER_SIZE = 1_000


def in_byte_order(count):
    """0 … count-1 in the order of the bytes of their decimals: 0, 1, 10, 100, 101 …

    Without leading zeros, order by number and order by name differ. What follows a number in a path, '.' or '/', is
    smaller than a digit: so a number comes before all that begin with it.
    """

    def beginning_with(number):
        if number < count:
            yield number
            for digit in range(10) if number else ():
                yield from beginning_with(10 * number + digit)

    for first in range(10):
        yield from beginning_with(first)


class Layout:
    """`count` files in `folder`, all in it, or in folders of 1,000."""

    def __init__(self, folder, pictures, count, is_flat):
        self.folder, self.pictures, self.count, self.is_flat = folder, pictures, count, is_flat
        self.inodes = len(pictures) * -(-count // (LINKS * len(pictures)))

    def picture(self, index):
        """The picture that file `index` shows."""
        return self.pictures[index % self.inodes % len(self.pictures)]

    def path(self, index):
        if self.is_flat:
            return f"{self.folder}/{index}.png"
        return f"{self.folder}/{index // FOLDER_SIZE}/{index % FOLDER_SIZE}.png"

    def indices_in_byte_order(self):
        """File indices in the order of their paths' bytes, generated: nothing is sorted."""
        if self.is_flat:
            yield from in_byte_order(self.count)
            return
        for part in in_byte_order(-(-self.count // FOLDER_SIZE)):
            size = min(FOLDER_SIZE, self.count - part * FOLDER_SIZE)
            yield from (part * FOLDER_SIZE + index for index in in_byte_order(size))

    def make(self):
        """Links the files, after copying each picture as often as needed, beside the folder."""
        originals = [f"{self.folder}.{index}" for index in range(self.inodes)]
        for index, original in enumerate(originals):
            shutil.copyfile(self.pictures[index % len(self.pictures)], original)
        for index in range(self.count):
            if index == 0 or not self.is_flat and index % FOLDER_SIZE == 0:
                os.makedirs(os.path.dirname(self.path(index)))
            os.link(originals[index % self.inodes], self.path(index))

    def write_list(self, file):
        """All paths by number, which is not the order in which a folder is walked."""
        with open(file, "w") as lines:
            lines.writelines(f"{self.path(index)}\n" for index in range(self.count))
