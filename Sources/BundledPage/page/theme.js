// Not a module, and in the head: the colours chosen earlier apply before anything is painted.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's colours apply.
  }
})();
