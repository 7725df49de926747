const finePointer = matchMedia('(hover: hover) and (pointer: fine)');

/** A device with a mouse has a keyboard too; one that is touched shows its keyboard over half of the page. */
export function hasKeyboard(): boolean {
  return finePointer.matches;
}
