"""The instruments of the trends as SVG: pure functions, attributes and classes only, the same on page and paper.

One meaning per channel: distance = horizon, sector = force or area, number = trend, symbol = new, closer, further or
unchanged. Colour repeats, never tells alone. The looks are in web/components/figures.css and, for paper, in `paper`.
"""
