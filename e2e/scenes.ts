/** What is said in the pictures of the READMEs. Numbers are the `seq` of messages, which count from 1. */
export interface Line {
  who: string;
  says?: string;
  kind?: 'action' | 'topic';
  reply?: number;
  reacts?: { to: number; emoji: string };
}

export interface Scene {
  lang: 'en' | 'zh';
  locale: string;
  room: string;
  people: string[];
  lines: Line[];
  otherRooms: string[];
  /** The end of the conversation, and who is writing then. */
  last: string;
  typing: string;
}

const code = `\`\`\`ts
export function retryAfter(attempt: number): number {
  const most = Math.min(30_000, 1_000 * 2 ** attempt);
  return Math.random() * most; // full jitter
}
\`\`\``;

export const scenes: Scene[] = [
  {
    lang: 'en',
    locale: 'en-GB',
    room: 'incident 42',
    people: ['Ann', 'Ben', '张三', 'Chloë'],
    otherRooms: ['lobby', 'release', 'workshop', '上海'],
    lines: [
      { who: 'Ann', says: 'Checkout is slow since 14:02', kind: 'topic' },
      { who: 'Ben', says: 'Payments time out. The queue has **12,400** jobs, and it grows.' },
      { who: 'Ann', says: 'Same here. I see 502s from `gateway-3` only.' },
      { who: 'Chloë', says: 'Is it the deploy from lunch?', reply: 3 },
      { who: 'Ben', says: 'Could be. @Chloë can you roll it back?' },
      { who: 'Ben', reacts: { to: 3, emoji: '👀' } },
      { who: '张三', reacts: { to: 3, emoji: '👀' } },
      { who: 'Chloë', says: 'rolls back release 118', kind: 'action' },
      { who: '张三', says: 'The clients all retry at the same moment, that is what keeps it down:' },
      { who: '张三', says: code },
      { who: 'Ann', says: 'That is the fix. Let us ship it with the rollback.', reply: 10 },
      { who: 'Ann', reacts: { to: 10, emoji: '🎉' } },
      { who: 'Ben', reacts: { to: 10, emoji: '🎉' } },
      { who: 'Chloë', reacts: { to: 10, emoji: '🎉' } },
      { who: 'Ben', says: '| | before | after |\n|---|---:|---:|\n| p99 | 9.4 s | 0.3 s |\n| errors | 7 % | 0 |' },
      { who: 'Chloë', says: '- [x] rolled back\n- [x] jitter merged\n- [ ] write it up' },
      { who: 'Ann', says: 'Back to normal. Thank you all 💚' },
    ],
    last: 'Back to normal.',
    typing: '张三',
  },
  {
    lang: 'zh',
    locale: 'zh-CN',
    room: '周五分享会',
    people: ['小雨', '张三', 'Ben', '林老师'],
    otherRooms: ['大厅', '上海', '前端', 'release'],
    lines: [
      { who: '林老师', says: '本周主题：怎样写好错误提示', kind: 'topic' },
      { who: '小雨', says: '大家好！幻灯片放在 https://example.org/slides 了，**两点**开始。' },
      { who: '张三', says: '我先抛个问题：用户看到「未知错误」时，到底该做什么？' },
      { who: '林老师', says: '好问题。先说**发生了什么**，再说**怎么办**。', reply: 3 },
      { who: '小雨', reacts: { to: 3, emoji: '🤔' } },
      { who: 'Ben', reacts: { to: 3, emoji: '🤔' } },
      { who: 'Ben', says: '@张三 我们之前就是这样改的：' },
      {
        who: 'Ben',
        says: "```ts\nexport const errors = {\n  name_taken: '这个名字已经有人用了，请换一个。',\n  store_full: '磁盘满了，这条消息没有保存。',\n};\n```",
      },
      { who: '小雨', says: '一眼就懂 👍', reply: 8 },
      { who: '林老师', reacts: { to: 8, emoji: '👏' } },
      { who: '张三', reacts: { to: 8, emoji: '👏' } },
      { who: '小雨', reacts: { to: 8, emoji: '👏' } },
      { who: '张三', says: '默默记了三页笔记', kind: 'action' },
      { who: '小雨', says: '- [x] 收集例子\n- [x] 统一语气\n- [ ] 写成一页指南' },
      { who: '林老师', says: '很好，下周我们一起看指南的初稿。' },
    ],
    last: '很好，下周我们一起看',
    typing: '小雨',
  },
];
