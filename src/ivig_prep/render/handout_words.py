"""The sentences of the handout that are about the program, not about health."""

TITLE = "Get ready for your infusion with ivig-prep"
WHAT = (
    "ivig-prep is a free program for your computer. It helps you get ready for an IVIg infusion.",
    "It shows what to do the day before, on the day, and the day after, one step at a time.",
    "What you answer stays on your computer. Nothing is sent anywhere.",
)
UNWELL = "Type ivig-prep unwell, press Enter, then type how you feel. If you feel very ill, call first."
NO_NURSE = "This program does not replace your nurse or your doctor."
