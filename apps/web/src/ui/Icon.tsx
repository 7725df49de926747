/** Drawn on a grid of 20 in the colour of the text. The button around an icon names its meaning. */
const paths = {
  menu: 'M3 6h14M3 10h14M3 14h9',
  people:
    'M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.4-2.8 2.6-4.5 5.5-4.5s5.1 1.7 5.5 4.5M13 4.3a3 3 0 0 1 0 5.4M15 12.4c1.7.6 2.8 2 3 4.1',
  link: 'M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.9-2.9a3.3 3.3 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0L4 11.4A3.3 3.3 0 0 0 8.6 16l1-1',
  check: 'm4 10.5 4 4 8-9',
  send: 'M10 16V4.5M5 9.2l5-5 5 5',
  down: 'M10 4v11.5M5 10.8l5 5 5-5',
  edit: 'm4 16 .8-3.3L13 4.5a1.8 1.8 0 0 1 2.5 2.5l-8.2 8.2L4 16Z',
  bin: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4M11.5 9v4',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'm5 5 10 10M15 5 5 15',
  reply: 'M8 5 4 9l4 4M4 9h7.5a4.5 4.5 0 0 1 4.5 4.5V15',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7 11.5c.6 1.2 1.7 2 3 2s2.4-.8 3-2M7.5 8h.01M12.5 8h.01',
  copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3',
  gear: 'M10 12.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM10 2.8v2M10 15.2v2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M2.8 10h2M15.2 10h2M4.9 15.1l1.4-1.4M13.7 6.3l1.4-1.4',
  calendar: 'M4 5.5h12v11H4zM4 9h12M7.5 3.5v3M12.5 3.5v3',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0 0v1.3a2 2 0 0 0 4 0V10a7 7 0 1 0-2.8 5.6',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  keyboard: 'M2.8 5.5h14.4v9H2.8zM6 8.5h.01M9 8.5h.01M12 8.5h.01M14.5 8.5h.01M6.5 11.7h7',
  enter: 'M4 10h11.5M10.8 5l5 5-5 5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** Hubbub's logo: voices of different loudness. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M3.5 7.8v4.4M7.8 4v12M12.2 6.2v7.6M16.5 8.8v2.4" />
    </svg>
  );
}
