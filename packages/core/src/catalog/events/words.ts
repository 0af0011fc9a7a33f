/** A list written as text, which keeps long tables readable: `words('a b')` is `['a', 'b']`. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
