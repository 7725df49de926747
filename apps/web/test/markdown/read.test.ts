import { expect, test } from 'vitest';
import { outline } from './outline.ts';
import { read } from '../../src/markdown/read.ts';

const shown = (text: string): string => outline(read(text));

test.each([
  [
    '*one* _two_ **three** __four__ ***five***',
    '<em>one</em> <em>two</em> <strong>three</strong> <strong>four</strong> <em><strong>five</strong></em>',
  ],
  ['**a *b* c**', '<strong>a <em>b</em> c</strong>'],
  ['~~gone~~', '<del>gone</del>'],
  ['`a *b* c` and `` ` ``', '`a *b* c` and ```'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['\\*not so\\* \\# \\\\', '*not so* # \\'],
  ['*open', '*open'],
  ['a\nb', 'a\nb'],
  ['a  \nb\\\nc', 'a  \nb\nc'],
  ['one\ntwo\n\nthree', '<p>one\ntwo</p><p>three</p>'],
  ['# one\n###### six', '<h1>one</h1><h6>six</h6>'],
  ['#tag', '#tag'],
  ['Title\n=====\nOther\n---', '<h1>Title</h1><h2>Other</h2>'],
  ['a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
  ['> a\nlazy\n>\n> b', '<quote><p>a\nlazy</p><p>b</p></quote>'],
  ['> > deep', '<quote><quote>deep</quote></quote>'],
  ['- a\n- b\n  - c\n- d', '<list>(• a)(• <p>b</p><list>(• c)</list>)(• d)</list>'],
  ['said:\n- a\n\n  more\n- b', '<p>said:</p><list>(• <p>a</p><p>more</p>)(• b)</list>'],
  ['3. a\n4. b', '<list>(3. a)(4. b)</list>'],
  ['1. a\n1. b', '<list>(1. a)(2. b)</list>'],
  ['- [ ] to do\n- [x] *done*\n- [ ]', '<list>([ ] to do)([x] <em>done</em>)(• [ ])</list>'],
  ['|a|b|\n|-|:-:|\n|*1*|`2`|\n|x\\|y|', '<table>a|b/<em>1</em>|`2`/x|y|</table>'],
  ['```ts\nlet a = 1;\n\n  b();\n```', '<code ts>let a = 1;\n\n  b();</code>'],
  ['~~~\n```\n~~~', '<code >```</code>'],
  ['1. a\n   ```\n   b\n   ```', '<list>(1. <p>a</p><code >b</code>)</list>'],
  ['[a](https://a.test/b "title")', '<https://a.test/b>a</>'],
  ['[*a* `b`](<https://a.test/b c>)', '<https://a.test/b%20c><em>a</em> `b`</>'],
  [
    '[a][r], [R] and [r][]\n\n[r]: https://a.test',
    '<https://a.test/>a</>, <https://a.test/>R</> and <https://a.test/>r</>',
  ],
  ['<https://a.test> <me@a.test>', '<https://a.test/>https://a.test</> <mailto:me@a.test>me@a.test</>'],
])('reads Markdown: %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  ['indented text is no code', '    four spaces\n      and six', '    four spaces\n      and six'],
  ['indentation is kept', 'for x:\n    print(x)', 'for x:\n    print(x)'],
  ['a face is no quote', '>_<', '>_<'],
  ['a face on a new line is no quote', 'oh\n>:(', 'oh\n>:('],
  ['a shrug keeps both arms', '¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
  ['a product is no emphasis', '2*3*4', '2*3*4'],
  ['single tildes strike nothing out', '好的~谢谢~', '好的~谢谢~'],
  ['a signature is no heading', 'Bye\n--\nAnn', 'Bye\n--\nAnn'],
  ['a dash alone', '-', '-'],
  ['a number alone', '1.', '1.'],
  ['a hash alone', '#', '#'],
  ['a fence alone', '```', '```'],
  ['increasing numbers are kept', '1. yes\n3. no', '<list>(1. yes)(3. no)</list>'],
  ['a quoted speaker is no reference', '[Ann]: hello', '[Ann]: hello'],
  ['an unused reference', '[a]: https://a.test', '[a]: <https://a.test/>https://a.test</>'],
  [
    'an unused reference after text',
    'hi\n\n[a]: https://a.test',
    '<p>hi</p><p>[a]: <https://a.test/>https://a.test</></p>',
  ],
  ['a fence that closes at the end of a line of code', '```\na\nb```\nafter', '<code >a\nb</code><p>after</p>'],
  ['code that starts on the line of the fence', '```echo hi there\nls\n```', '<code >echo hi there\nls</code>'],
  ['a language with attributes', '```js title="a b"\nx\n```', '<code js title="a b">x</code>'],
  ['excess bars belong to the last cell', 'a|b\n-|-\n1|x || y', '<table>a|b/1|x |  | y</table>'],
  [
    'emphasis next to Chinese punctuation',
    '请**（注意）**这里，**“重要：”**是~~“旧”~~的',
    '请<strong>（注意）</strong>这里，<strong>“重要：”</strong>是<del>“旧”</del>的',
  ],
])('in a chat: %s', (_, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  '<b>bold?</b>',
  '<img src=x onerror=alert(1)>',
  '<script>\nalert(1)\n</script>',
  '<!-- hidden -->',
  '<a href="javascript:alert(1)">x</a>',
  'a &amp; b &#60;i&#62; &copy;',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](data:text/html,hi)',
  '[x](vbscript:x)',
  '[x](file:///etc/passwd)',
  '[x](/r/ops)',
  '[x](//a.test/b)',
  '![x](data:image/svg+xml,x)',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[y]: data:x',
])('%s stays text', (text) => {
  expect(shown(text).replaceAll(/<\/?p>/g, '')).toBe(text.replaceAll('\n\n', ''));
  expect(JSON.stringify(read(text))).not.toContain('"href"');
});

test('images become links and are not loaded', () => {
  expect(shown('![a cat](https://a.test/cat.png)')).toBe('<https://a.test/cat.png>a cat</>');
  expect(shown('![](https://a.test/cat.png)')).toBe('<https://a.test/cat.png>https://a.test/cat.png</>');
  expect(shown('[![a cat](https://a.test/cat.png)](https://b.test)')).toBe('<https://b.test/>a cat</>');
});

test.each([
  ['看https://a.test/上海，很好', '看<https://a.test/%E4%B8%8A%E6%B5%B7>https://a.test/上海</>，很好'],
  ['（www.a.test）me@a.test吧', '（<http://www.a.test/>www.a.test</>）<mailto:me@a.test>me@a.test</>吧'],
  ['https://a.test/_a_/*b*/~~c', '<https://a.test/_a_/*b*/~~c>https://a.test/_a_/*b*/~~c</>'],
  ['**https://a.test/**', '<strong><https://a.test/>https://a.test/</></strong>'],
  ['(https://a.test/b_(c))', '(<https://a.test/b_(c)>https://a.test/b_(c)</>)'],
  ['`https://a.test`', '`https://a.test`'],
  ['[https://a.test/b](https://a.test/b)', '<https://a.test/b>https://a.test/b</>'],
])('addresses in Markdown: %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('a link whose text names another address shows the real one', () => {
  expect(shown('[https://bank.test](https://evil.test/a)')).toBe('<https://evil.test/a>https://bank.test</>!evil.test');
  expect(shown('[**bank.test**](https://evil.test)')).toContain('!evil.test');
  expect(shown('[https://a.test/b](https://a.test/c)')).toContain('!https://a.test/c');
  expect(shown('[ban\u200Bk.test](https://evil.test)')).toContain('!evil.test');
  expect(shown('https://bank.test@evil.test/')).toContain('!evil.test');
  expect(shown('[www.a.test](https://a.test/)')).not.toContain('!');
  expect(read('[here](https://a.test "or there")')).toMatchObject([
    { inside: [{ title: 'or there\nhttps://a.test/' }] },
  ]);
});

test('nesting that is too deep stays text, and no text is lost', () => {
  const quoted = shown(`${'> '.repeat(40)}deep`);
  expect(quoted.match(/<quote>/g)).toHaveLength(8);
  expect(quoted).toContain(`${'> '.repeat(32)}deep`);
  expect(shown(`${'- '.repeat(40)}deep`)).toContain('deep');
  expect(shown(`${'**a _b '.repeat(20)}deep${'_**'.repeat(20)}`)).toContain('deep');
});

test('very long texts and texts with too many lines are not parsed', () => {
  const long = `*a* ${'word '.repeat(7_000)}`;
  expect(shown(long)).toBe(long);
  const manyLines = '- a\n'.repeat(2_000);
  expect(shown(manyLines)).toBe(manyLines);
});
