/** What is fetched when the first sign is typed that something can be completed behind. */
export { shortcodeAt, wantedAt } from './caret.ts';
export { chosen, choicesFor, emojiNamed } from './choices.ts';
export { Suggestions } from './Suggestions.tsx';
