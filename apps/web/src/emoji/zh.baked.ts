import emoji from 'emojibase-data/zh/compact.json' with { type: 'json' };
import { pack } from './pack.ts';

/** As in English; the shortcodes are the same in every language. */
export const packed = pack(emoji, {
  0: '表情与情感',
  1: '人物与身体',
  3: '动物与自然',
  4: '食物与饮料',
  5: '旅行与地点',
  6: '活动',
  7: '物品',
  8: '符号',
  9: '旗帜',
});
