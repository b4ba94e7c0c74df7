"""The sentences of the handout that are about the program, not about health."""

TITLE = "Get ready for your infusion with ivig-prep"
WHAT = (
    "ivig-prep is a free program for your computer. It helps you get ready for an IVIg infusion.",
    "It shows what to do the day before, on the day, and the day after, one step at a time.",
    "What you answer stays on your computer. Nothing is sent anywhere.",
)
