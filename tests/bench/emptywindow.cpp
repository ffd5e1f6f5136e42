#include <QApplication>
#include <QWidget>

// The least that a Qt program can be: what the start of ours is compared with.
int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QWidget window;
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
