import { model } from "./api.js";
import { Draw } from "./draw.js";
import { Drop } from "./drop.js";
import { offerKinds, saving } from "./kinds.js";
import { showModel } from "./model.js";
import { RuleFields } from "./rules.js";

const draw = new Draw();
const drop = new Drop();
new RuleFields(changeRules);
connectThemeButton();
showCommand();
await learnModel();

async function learnModel() {
  try {
    const answer = await model();
    showModel(answer);
    saving.digit.header = answer.csvHeader;
    if (answer.numbers) {
      saving.number.header = answer.numbers.csvHeader;
      offerKinds(changeKind);
    }
    drop.bodyLimit = answer.limits.bodyBytes;
  } catch {
    setTimeout(learnModel, 2000);
  }
}

/** @param {import("./kinds.js").Kind} kind */
function changeKind(kind) {
  if (!drop.changeKind(kind)) return false;
  draw.changeKind(kind);
  return true;
}

/** @param {import("./rules.js").Rules} rules */
function changeRules(rules) {
  if (!drop.changeRules(rules)) return false;
  draw.changeRules(rules);
  return true;
}

/** Light or dark, kept for the next visit; until one is chosen, as the system has it. */
function connectThemeButton() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  document.getElementById("theme")?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    draw.sketch.redraw();
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Then it holds until the page is left.
    }
  });
  system.addEventListener("change", () => draw.sketch.redraw());
}

function showCommand() {
  const command = document.getElementById("command");
  if (command) command.textContent = `curl --data-binary @seven.png ${new URL("v1/classify", document.baseURI)}`;
}
