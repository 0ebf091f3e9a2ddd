import type { Glyph } from './glyph.ts';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  icon?: Glyph;
  hint?: string;
  keys?: string;
  href?: string;
  danger?: boolean;
  /** A line stands above it. */
  apart?: boolean;
  /** Given for items that are on or off. */
  checked?: boolean;
  onchoose?: () => void;
}
