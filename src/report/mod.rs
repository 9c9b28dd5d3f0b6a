//! The main job: a project file in; figures, charts, summaries, findings and one page out.
