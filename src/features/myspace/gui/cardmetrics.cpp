#include "features/myspace/gui/cardmetrics.h"
