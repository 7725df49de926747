import type { enRefusals } from './en-refusals.ts';
import type { Translated } from './forms.ts';

const errors: Translated<typeof enRefusals.errors> = {
  bad_json: '服务器读不懂这条内容。请刷新页面。',
  unknown_type: '服务器不认识这个操作。请刷新页面。',
  bad_field: '服务器没能理解这个请求。请刷新页面。',
  text_empty: '这条消息是空的。',
  text_too_long: '这条消息太长了，请分几条发送。',
  room_invalid: '这个名称不能用作房间名。',
  room_limit: '这个页面进入的房间太多了，请刷新页面。',
  not_joined: '你不在这个房间里，请重试。',
  name_needed: '请先告诉大家你是谁。',
  name_invalid: '这个不能用作名字。',
  name_taken: '这个名字已经有人用了，请换一个。',
  name_lookalike: '这个名字和别人的太像了，请换一个不会混淆的。',
  name_set: '你已经有名字了。',
  cid_reused: '服务器把它当成了另一条消息。请放弃后重新写一遍。',
  no_such_message: '这条消息已经不在了。',
  message_deleted: '这条消息已被删除。',
  emoji_invalid: '这不是表情符号。',
  reactions_full: '这条消息的表情回应已经满了。',
  not_yours: '只有写这条消息的人才能改动它。',
  store_full: '服务器磁盘已满，这条内容没有保存。请告诉管理员。',
  store_failed: '服务器没能保存，请重试。',
  internal: '服务器出了点问题，请再试一次。',
  stopping: '服务器正在重启，请稍后再试。',
};

const nameReasons: Translated<typeof enRefusals.nameReasons> = {
  empty: '名字至少要有一个字。',
  too_long: '名字太长了，最多 32 个字。',
  hidden_characters: '里面有看不见的字符，请手动输入名字。',
  too_many_marks: '同一个字母上的附加符号太多了。',
  slash: '里面不能有斜杠。',
};

const roomReasons: Translated<typeof enRefusals.roomReasons> = {
  empty: '房间名至少要有一个字。',
  too_long: '房间名太长了，最多 64 个字。',
  hidden_characters: '里面有看不见的字符，请手动输入房间名。',
  too_many_marks: '同一个字母上的附加符号太多了。',
  slash: '房间名里不能有斜杠。',
};

export const zhRefusals = { errors, nameReasons, roomReasons };
