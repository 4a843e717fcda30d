"""The wizard: the only package that imports Textual. It shows and asks; the rules live below it."""

from .quick_classes import make_classes_quickly

make_classes_quickly()
