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
  /** Given for items of which one is chosen. */
  checked?: boolean;
  onchoose?: () => void;
}
