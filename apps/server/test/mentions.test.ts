import { cleanName } from '@hubbub/protocol/names';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentioned, possibleMentions, type FindHolder } from '../src/chat/text/mentions.ts';
import { skeletons } from '../src/chat/people/skeletons.ts';

/** The ids of the people whom a text mentions, among people with these names. Their ids equal their names. */
function found(text: string, names: string[], author: string | null = null): string[] {
  return mentioned(possibleMentions(text), holders(names), author).map(({ id }) => id);
}

function holders(names: string[]): FindHolder {
  const bySkeleton = new Map(names.flatMap((name) => skeletons(name).map((key) => [key, { id: name, name }] as const)));
  return (text, ends) => {
    const index = ends.findIndex((end) => bySkeleton.has(text.slice(0, end)));
    return index === -1 ? undefined : { person: bySkeleton.get(text.slice(0, ends[index]))!, index };
  };
}

describe('the mentions of a text', () => {
  it.each([
    ['@Ann', ['Ann']],
    ['so, @Ann?', ['Ann']],
    ['(@Ann)', ['Ann']],
    ['*@Ann*', ['Ann']],
    ['＠Ann', ['Ann']],
    ['@ann @ANN', ['Ann']],
    ['@Bo and @Ann', ['Bo', 'Ann']],
    ["@Ann's", ['Ann']],
    ['@@Ann', ['Ann']],
    ['Ann', []],
    ['@ Ann', []],
    ['@Anna', []],
    ['@Ann2', []],
    ['@Anné', []],
    ['@Ann\u0301', []],
    ['ann@Ann', []],
    ['7@Ann', []],
    ['é@Ann', []],
    ['e\u0301@Ann', []],
    ['@', []],
    ['', []],
  ])('MENTION-1: in %j: %j', (text, expected) => {
    expect(found(text, ['Ann', 'Bo'])).toEqual(expected);
  });

  it('MENTION-1: mentions the longest name that fits', () => {
    const names = ['Ann', 'Ann Lee', 'Ann Lee the Third'];
    expect(found('@Ann Lee the Second', names)).toEqual(['Ann Lee']);
    expect(found('@ann lee the third!', names)).toEqual(['Ann Lee the Third']);
    expect(found('@Ann  Lee', names)).toEqual(['Ann Lee']);
    expect(found('@Ann Leeds', names)).toEqual(['Ann']);
    expect(found('@Ann\nLee', names)).toEqual(['Ann']);
    expect(found('@Ann ', names)).toEqual(['Ann']);
  });

  it('MENTION-1: finds a name of the maximum length, and none beyond', () => {
    const longest = 'ab '.repeat(10) + 'yz';
    expect(found(`@${longest} yes`, [longest])).toEqual([longest]);
    expect(found(`@${longest}, yes`, [`${longest}, yes`])).toEqual([]);
    const families = '👨‍👩‍👧‍👦'.repeat(5);
    expect(found(`@${families}`, [families])).toEqual([families]);
  });

  it('MENTION-1: ends a name anywhere in a script without spaces', () => {
    const names = ['张三', '张', '田中', 'สมชาย', '민수', 'Ann'];
    expect(found('@张三你好', names)).toEqual(['张三']);
    expect(found('你好@张三，早', names)).toEqual(['张三']);
    expect(found('@田中さん、@Ann你好', names)).toEqual(['田中', 'Ann']);
    expect(found('@สมชายสวัสดี', names)).toEqual(['สมชาย']);
    expect(found('@민수야', names)).toEqual(['민수']);
    expect(found('@张x', names)).toEqual([]);
  });

  it('MENTION-1: finds names that are not words', () => {
    const names = ['👩‍🚀', 'a@b', 'x_y', 'محمد', '🇩🇪'];
    expect(found('@👩‍🚀🚀 @محمد، @x_y.', names)).toEqual(['👩‍🚀', 'محمد', 'x_y']);
    // The family emoji begins with the woman's, and the letter is half of a flag.
    expect(found('@👩‍🚀\u200D👩 @🇩', names)).toEqual([]);
    // An @ within a name does not start another mention.
    expect(found('@a@b @Bo @Cy', [...names, 'Bo @Cy', 'Cy'])).toEqual(['a@b', 'Bo @Cy']);
  });

  it('MENTION-1: returns the name as its person spells it', () => {
    expect(mentioned(possibleMentions('@ALICE @аlice'), holders(['Alice']), null)).toEqual([
      { id: 'Alice', name: 'Alice' },
    ]);
  });

  it('MENTION-1: mentions nobody in code', () => {
    const text = ['`@Ann`', '```\n@Ann\n```', '`` @Ann ``', '```ts @Ann'];
    for (const code of text) expect(found(code, ['Ann', 'Bo'])).toEqual([]);
    for (const code of text.slice(0, 3)) expect(found(`${code} @Bo ${code}`, ['Ann', 'Bo'])).toEqual(['Bo']);
    expect(found('a tick ` and @Ann', ['Ann'])).toEqual(['Ann']);
    expect(found('a tick `\nand @Ann `', ['Ann'])).toEqual(['Ann']);
    // A name does not extend into code.
    expect(found('@Ann`Lee`', ['Ann', 'Ann`Lee`'])).toEqual(['Ann']);
  });

  it('MENTION-1: skips the author, without finding a shorter name instead', () => {
    expect(found('@Ann Lee and @Bo', ['Ann', 'Ann Lee', 'Bo'], 'Ann Lee')).toEqual(['Bo']);
  });

  it('MENTION-1: mentions at most ten people, and examines at most twenty @ signs', () => {
    const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
    const text = names.map((name) => `@${name}`).join(' ');
    expect(found(text, names)).toEqual(names.slice(0, 10));
    expect(found(text, names.slice(19))).toEqual(['n19']);
    expect(found(`${'a@b '.repeat(100)}${'@ '.repeat(100)}@n1`, names)).toEqual(['n1']);
  });

  it('MENTION-1: finds every valid name', () => {
    const part = fc.constantFrom(
      ...Array.from('aZİΣςIl10 .·:é字あ한กक्ши👍'),
      'e\u0301',
      '👩‍🚀',
      'می‌خواهم',
      'ﷺ',
      'Ϲ',
      ' ¨',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => {
        const cleaned = cleanName(parts.join(''));
        if (!cleaned.ok) return;
        for (const spelling of [cleaned.name, cleaned.name.toUpperCase(), cleaned.name.toLowerCase()])
          if (cleanName(spelling).ok) expect(found(`@${spelling}`, [cleaned.name])).toEqual([cleaned.name]);
      }),
    );
  });

  it('B-4: stops where no name goes on, and normalises each character once', () => {
    const bomb = `${'@'.repeat(20)}a${'\u0301'.repeat(1_000)}`;
    expect(possibleMentions(`@a${'\u0301'.repeat(5)} b`)).toEqual([]);
    expect(possibleMentions(`@ab${'\u0301'.repeat(5)} c`)).toEqual([]);
    expect(possibleMentions(`@a b${'\u0301'.repeat(5)} c`)).toEqual([
      { start: 1, ends: [2], skeletons: [{ text: 'a ', ends: [1] }] },
    ]);
    const long = `@${'👩‍🚀'.repeat(30)}`;
    expect(Array.from(long.slice(0, possibleMentions(long)[0]!.ends[0]))).toHaveLength(1 + 63);
    const start = process.cpuUsage();
    for (let i = 0; i < 20; i++) possibleMentions(bomb);
    for (let i = 0; i < 20; i++) possibleMentions(`@a${'\u0345\u0301\u0323'.repeat(100)} `.repeat(20));
    // Normalising the second text took 6 ms and more each time.
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(60);
  });

  it('B-4: looks up a bounded number of names, whatever the text', () => {
    const han = Array.from({ length: 2_000 }, (_, index) => (index % 3 ? String.fromCodePoint(0x4e00 + index) : '@'));
    const worst = ['@'.repeat(8_192), '@.'.repeat(4_096), `@${'a'.repeat(8_191)}`, han.join(''), '@ﷺ'.repeat(2_000)];
    for (const text of worst) {
      const ends = possibleMentions(text).flatMap((possible) => possible.skeletons.flatMap((form) => form.ends));
      expect(ends.length).toBeLessThanOrEqual(20 * 32 * 2);
    }
  });
});
