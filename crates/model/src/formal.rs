//! What economies call themselves where neither `Republic of` nor `Kingdom of` and their name is it.

/// Names, by the code they belong to, as [`super::alias::NAMES`].
pub(super) const FORMAL: &str = "ARG argentine republic;AUS commonwealth of australia;BRA federative republic of brazil;\
    CAF central african republic;DOM dominican republic;FRA french republic;GAB gabonese republic;GRC hellenic republic;\
    ITA italian republic;JOR hashemite kingdom of jordan;LBN lebanese republic|republic of lebanon;\
    LUX grand duchy of luxembourg;MEX united mexican states;NGA federal republic of nigeria;OMN sultanate of oman;\
    PRT portuguese republic;QAT state of qatar;TGO togolese republic;TUN tunisian republic;\
    URY oriental republic of uruguay|eastern republic of uruguay;\
    FLK falkland islands malvinas|falkland islands islas malvinas";
