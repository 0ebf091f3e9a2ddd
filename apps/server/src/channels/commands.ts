import type { CommandTable } from '../platform/live/command.ts';
import { addMembers, changeRole, removeMember } from './add-members.ts';
import { changeChannel, putAway } from './change-channel.ts';
import { createChannel } from './create-channel.ts';
import { joinChannel, leaveChannel } from './join-channel.ts';
import { markRead, markUnreadFrom } from './read-marks/mark-read.ts';
import { openDirect } from './open-direct.ts';
import { removeFolder, saveFolder } from './folders/save-folder.ts';
import { setMembership } from './set-membership.ts';

export function channelCommands(table: CommandTable): void {
  table.add('channel:create', createChannel);
  table.add('channel:change', changeChannel);
  table.add('channel:put-away', putAway);
  table.add('channel:join', joinChannel);
  table.add('channel:leave', leaveChannel);
  table.add('member:add', addMembers);
  table.add('member:remove', removeMember);
  table.add('member:role', changeRole);
  table.add('direct:open', openDirect);
  table.add('membership:set', setMembership);
  table.add('folder:save', saveFolder);
  table.add('folder:remove', removeFolder);
  table.addAlone('read:mark', markRead);
  table.add('read:unread-from', markUnreadFrom);
}
