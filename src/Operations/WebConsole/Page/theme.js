// Light, dark, or the system's theme.

const stored = "orders-console-theme";
const themes = ["system", "light", "dark"];

/** Makes a button cycle through the themes; the choice is saved. */
export const useThemes = (button) => {
  const apply = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = themes.includes(localStorage.getItem(stored)) ? localStorage.getItem(stored) : "system";
  apply(theme);
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    localStorage.setItem(stored, theme);
    apply(theme);
  });
};
