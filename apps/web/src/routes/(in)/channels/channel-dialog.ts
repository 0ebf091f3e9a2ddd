import type { ChannelEntry, Member } from '@engawa/contract/channels';

/** The one dialog that stands open. */
export type ChannelDialog =
  | { of: 'create' }
  | { of: 'browse' }
  | { of: 'write-to' }
  | { of: 'memo'; personId: string }
  | { of: 'folder'; id: string | undefined }
  | { of: 'leave'; entry: ChannelEntry }
  | { of: 'change'; entry: ChannelEntry }
  | { of: 'put-away'; entry: ChannelEntry }
  | { of: 'add-members'; entry: ChannelEntry }
  | { of: 'remove-member'; entry: ChannelEntry; member: Member };
