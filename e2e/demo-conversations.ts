/** A command of the protocol; a message unless it has a type. */
interface DemoCommand {
  author: string;
  type?: 'react';
  text?: string;
  kind?: 'action' | 'topic';
  reply?: number;
  target?: number;
  emoji?: string;
}

/** A conversation on a README's screenshots. Numbers are the `seq` of messages, from 1. */
export interface DemoConversation {
  lang: 'en' | 'zh';
  locale: string;
  room: string;
  people: string[];
  commands: DemoCommand[];
  otherRooms: string[];
  /** Part of the last message, and the person who is typing after it. */
  lastText: string;
  typing: string;
}

const code = `\`\`\`ts
export function retryAfter(attempt: number): number {
  const most = Math.min(30_000, 1_000 * 2 ** attempt);
  return Math.random() * most; // full jitter
}
\`\`\``;

export const demoConversations: DemoConversation[] = [
  {
    lang: 'en',
    locale: 'en-GB',
    room: 'incident 42',
    people: ['Ann', 'Ben', '张三', 'Chloë'],
    otherRooms: ['lobby', 'release', 'workshop', '上海'],
    commands: [
      { author: 'Ann', text: 'Checkout is slow since 14:02', kind: 'topic' },
      { author: 'Ben', text: 'Payments time out. The queue has **12,400** jobs, and it grows.' },
      { author: 'Ann', text: 'Same here. I see 502s from `gateway-3` only.' },
      { author: 'Chloë', text: 'Is it the deploy from lunch?', reply: 3 },
      { author: 'Ben', text: 'Could be. @Chloë can you roll it back?' },
      { author: 'Ben', type: 'react', target: 3, emoji: '👀' },
      { author: '张三', type: 'react', target: 3, emoji: '👀' },
      { author: 'Chloë', text: 'rolls back release 118', kind: 'action' },
      { author: '张三', text: 'The clients all retry at the same moment, that is what keeps it down:' },
      { author: '张三', text: code },
      { author: 'Ann', text: 'That is the fix. Let us ship it with the rollback.', reply: 10 },
      { author: 'Ann', type: 'react', target: 10, emoji: '🎉' },
      { author: 'Ben', type: 'react', target: 10, emoji: '🎉' },
      { author: 'Chloë', type: 'react', target: 10, emoji: '🎉' },
      { author: 'Ben', text: '| | before | after |\n|---|---:|---:|\n| p99 | 9.4 s | 0.3 s |\n| errors | 7 % | 0 |' },
      { author: 'Chloë', text: '- [x] rolled back\n- [x] jitter merged\n- [ ] write it up' },
      { author: 'Ann', text: 'Back to normal. Thank you all 💚' },
    ],
    lastText: 'Back to normal.',
    typing: '张三',
  },
  {
    lang: 'zh',
    locale: 'zh-CN',
    room: '周五分享会',
    people: ['小雨', '张三', 'Ben', '林老师'],
    otherRooms: ['茶水间', '上海', '前端', 'release'],
    commands: [
      { author: '林老师', text: '本周主题：怎样写好错误提示', kind: 'topic' },
      { author: '小雨', text: '大家好！幻灯片放在 https://example.org/slides 了，**两点**开始。' },
      { author: '张三', text: '我先抛个问题：用户看到「未知错误」时，到底该做什么？' },
      { author: '林老师', text: '好问题。先说**发生了什么**，再说**怎么办**。', reply: 3 },
      { author: '小雨', type: 'react', target: 3, emoji: '🤔' },
      { author: 'Ben', type: 'react', target: 3, emoji: '🤔' },
      { author: 'Ben', text: '@张三 我们之前就是这样改的：' },
      {
        author: 'Ben',
        text: "```ts\nexport const errors = {\n  name_taken: '这个名字已经有人用了，请换一个。',\n  store_full: '磁盘满了，这条消息没有保存。',\n};\n```",
      },
      { author: '小雨', text: '一眼就懂 👍', reply: 8 },
      { author: '林老师', type: 'react', target: 8, emoji: '👏' },
      { author: '张三', type: 'react', target: 8, emoji: '👏' },
      { author: '小雨', type: 'react', target: 8, emoji: '👏' },
      { author: '张三', text: '默默记了三页笔记', kind: 'action' },
      { author: '小雨', text: '- [x] 收集例子\n- [x] 统一语气\n- [ ] 写成一页指南' },
      { author: '林老师', text: '很好，下周我们一起看指南的初稿。' },
    ],
    lastText: '很好，下周我们一起看',
    typing: '小雨',
  },
];
