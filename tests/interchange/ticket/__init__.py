"""Tests of reading whole tickets."""
