import { createContext } from 'svelte';

/** Which panes beside the main one are open. Standing panes and drawers are remembered apart. */
export class PaneDoors {
  #list = $state(false);
  #side = $state(true);
  #sideDrawer = $state(false);

  get listIsOpen(): boolean {
    return this.#list;
  }

  get sideIsOpen(): boolean {
    return this.#side;
  }

  get sideDrawerIsOpen(): boolean {
    return this.#sideDrawer;
  }

  openList(): void {
    this.#list = true;
  }

  closeList(): void {
    this.#list = false;
  }

  /** `stands`: the page is wide enough for the pane to stand beside the main one. */
  toggleSide(stands: boolean): void {
    if (stands) this.#side = !this.#side;
    else this.#sideDrawer = !this.#sideDrawer;
  }

  /** Opens the drawer; where the pane stands, it is open already. */
  openSide(): void {
    this.#sideDrawer = true;
  }

  closeSide(): void {
    this.#sideDrawer = false;
  }
}

/** The doors of the panes, for the buttons in a screen's header. */
export const [paneDoors, setPaneDoors] = createContext<PaneDoors>();
