import type { enRefusals } from './en-refusals.ts';
import type { Translated } from './forms.ts';

const errors: Translated<typeof enRefusals.errors> = {
  bad_json: '服务器无法解析此内容，请刷新页面。',
  unknown_type: '服务器不支持此操作，请刷新页面。',
  bad_field: '服务器无法理解此请求，请刷新页面。',
  text_empty: '消息内容为空。',
  text_too_long: '这条消息太长了，请分几条发送。',
  room_invalid: '房间名无效。',
  room_limit: '此页面加入的房间过多，请刷新页面。',
  not_joined: '你不在这个房间里，请重试。',
  name_needed: '请先设置你的名字。',
  name_invalid: '名字无效。',
  name_taken: '这个名字已被使用，请换一个。',
  name_lookalike: '这个名字与别人的过于相似，请换一个。',
  name_set: '你已经有名字了。',
  cid_reused: '服务器将它误认为另一条消息，请放弃后重新发送。',
  no_such_message: '这条消息已不存在。',
  message_deleted: '这条消息已被删除。',
  emoji_invalid: '这不是表情符号。',
  reactions_full: '这条消息的表情回应已达上限。',
  not_yours: '只有作者才能修改这条消息。',
  store_full: '服务器磁盘已满，内容未保存。请联系管理员。',
  store_failed: '服务器保存失败，请重试。',
  internal: '服务器出错，请重试。',
  stopping: '服务器正在重启，请稍后再试。',
};

const nameReasons: Translated<typeof enRefusals.nameReasons> = {
  empty: '名字至少需要一个字。',
  too_long: '名字过长，最多 32 个字符。',
  hidden_characters: '名字中含有不可见字符，请手动输入。',
  too_many_marks: '同一个字母上的附加符号过多。',
  slash: '名字中不能有斜杠。',
};

const roomReasons: Translated<typeof enRefusals.roomReasons> = {
  empty: '房间名至少需要一个字。',
  too_long: '房间名过长，最多 64 个字符。',
  hidden_characters: '房间名中含有不可见字符，请手动输入。',
  too_many_marks: '同一个字母上的附加符号过多。',
  slash: '房间名中不能有斜杠。',
};

export const zhRefusals = { errors, nameReasons, roomReasons };
