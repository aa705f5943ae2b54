// What every page does; a page's own behaviour is a module of its own.
import "./menu.js";
import "./toast.js";
import "./confirm.js";
import "./once.js";
import "./errors.js";
import "./swap.js";
